"""OFD, the national layout format: packages of XML that say where every character and line of a page stands."""
