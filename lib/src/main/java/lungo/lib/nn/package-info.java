/** Initialisers and functional calls, named as PyTorch names them, over DJL arrays. */
package lungo.lib.nn;
