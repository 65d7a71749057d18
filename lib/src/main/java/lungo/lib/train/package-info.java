/** The training loop over a DJL block, its history, and evaluation. */
package lungo.lib.train;
