"""One module a kind of page; each adds its pages to the site."""
