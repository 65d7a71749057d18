/**
 * Data sets that work without a network: looked up in the cache, in the folder {@code LUNGO_DATA}, by download, and at
 * last in Lungo's own jar.
 */
package lungo.lib.data;
