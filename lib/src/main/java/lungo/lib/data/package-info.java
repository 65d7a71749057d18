/**
 * Data sets that work without a network: looked up in the cache, in the folder {@code LUNGO_DATA}, by download, and at
 * last brought or drawn by Lungo itself; folders of pictures and tables; and how any of them is split and cut into batches.
 */
package lungo.lib.data;
