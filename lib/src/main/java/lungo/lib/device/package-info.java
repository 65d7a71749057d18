/** The device that computes: which there is, what it holds, and what is missing where a GPU cannot be used. */
package lungo.lib.device;
