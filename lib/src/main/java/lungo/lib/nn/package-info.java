/**
 * Networks in PyTorch's words over DJL: functional calls and losses ({@link lungo.lib.nn.F}), starting values, the layers
 * that DJL lacks, and weights by name. Each script in the resources beside this package is called by one class here.
 */
package lungo.lib.nn;
