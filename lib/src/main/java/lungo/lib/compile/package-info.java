/** A DJL block as one TorchScript program, as {@code torch.compile} makes one of a module. */
package lungo.lib.compile;
