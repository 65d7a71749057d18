/** Optimisers, schedules and gradient clipping with the update rules and names of {@code torch.optim}. */
package lungo.lib.optim;
