/**
 * Frees the native memory of arrays that no code reaches any more. DJL's managers keep every array until they are closed,
 * which a notebook seldom does: a variable that is bound anew leaves its arrays behind. Here the JVM's garbage collector
 * decides what is reachable, through fields, collections, captured values and the stacks of running threads; being listed
 * by a manager does not count.
 *
 * <p>It begins by itself when DJL's engine is first used ({@link lungo.lib.memory.WatchedEngine}). Between two
 * collections DJL is as it always was; {@link lungo.lib.memory.Sweep} tells what a collection does.
 */
package lungo.lib.memory;
