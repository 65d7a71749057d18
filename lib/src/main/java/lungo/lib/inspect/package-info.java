/** Looking into networks and data: summaries, batches, mistakes, filters, activations, histograms, surfaces. */
package lungo.lib.inspect;
