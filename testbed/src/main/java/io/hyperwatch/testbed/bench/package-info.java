/**
 * The benchmarks, the only place where speed is judged.
 *
 * <pre>
 * latency, throughput  the whole stack, the bridge in this process
 * bridge               the bridge in a process of its own: FloodMain without sockets and as fast as
 *                      it goes, SteadyBench over sockets at 2,000 frames a second
 * soak                 the bridge under faults, its topics held against what happened
 * risk, risk-state     the risk job beside a loop by hand, each in a process of its own
 * </pre>
 */
package io.hyperwatch.testbed.bench;
