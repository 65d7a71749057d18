/** Where output goes, Lungo's kernel, JJava or a console, and how tables, images, arrays and networks are shown. */
package lungo.lib.display;
