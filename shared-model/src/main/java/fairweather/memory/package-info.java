/**
 * Admission by bytes: work begins when the memory it needs at most is there, and waits otherwise.
 *
 * <p>A {@link fairweather.memory.MemoryBudget} gives out {@link fairweather.memory.Permit}s. Their sum never exceeds what
 * any {@link fairweather.memory.MemoryProbe} allows, less what others use and a reserve. A probe that has nothing to say
 * on this machine is left out and said so once; a budget without any probe refuses nothing, and the slots alone limit
 * the work.
 *
 * <p>What others use cannot be read: a reading contains them and the work together, and the work may hold anything
 * between nothing and its permits. So their use lies between the reading less the permits and the reading, and the
 * budget's estimate moves into that interval only as far as it must. That makes readings useful while work is running,
 * and lets a heap reading be as old as the last collection.
 */
package fairweather.memory;
