"""A page that shows the method and the User-Agent of its visitor, and the word café."""

import os

# os.environ holds what the gateway knows about the request.
# Print the header block, an empty line, and then the page.
