/**
 * The classic convolutional networks by torchvision's layers, starting values and parameter names, so that its weights load
 * with {@link lungo.lib.nn.StateDict}; each also in a form for pictures of 32 × 32.
 */
package lungo.lib.models;
