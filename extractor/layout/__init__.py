"""Layout: lines and furniture, sections and their roles, who publishes and for which year."""
