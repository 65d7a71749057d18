/** Following runs: boards of named windows as Visdom has them, runs compared, and TensorBoard's event files. */
package lungo.lib.board;
