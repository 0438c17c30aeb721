"""The packet, as one vertical slice: contents -> assemble -> render -> seal -> store.

`contents` is what the packet says, frozen and free of the database; `assemble` turns it into sections of
HTML; `render` turns those into a PDF in a process of its own; `seal` names the hashes that bind them;
`lib.storage` keeps the file under its own hash. `build` runs the four in order.
"""
