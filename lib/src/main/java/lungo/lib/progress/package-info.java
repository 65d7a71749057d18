/** Progress bars with the time left, for loops of more than a moment. */
package lungo.lib.progress;
