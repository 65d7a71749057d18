/** Augmentation as torchvision names it, a whole batch at a time on its device, each picture with its own random numbers. */
package lungo.lib.transforms;
