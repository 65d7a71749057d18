/** TorchScript, as source text, run inside DJL's own PyTorch: every operator of ATen, and many in one call. */
package lungo.lib.script;
