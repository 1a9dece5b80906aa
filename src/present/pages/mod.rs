//! Page models: plain data that a page draws and the command line prints.
