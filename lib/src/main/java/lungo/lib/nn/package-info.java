/** Initialisers, functional calls and optimisers, named as PyTorch names them, over DJL arrays. */
package lungo.lib.nn;
