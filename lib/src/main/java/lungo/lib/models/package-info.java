/** The classic convolutional networks, with torchvision's shapes, starting values and names. */
package lungo.lib.models;
