/** Metrics in torchmetrics' words, added up on the device in one call a batch and read once. */
package lungo.lib.metrics;
