package io.hyperwatch.testbed.bench.risk;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/** CPU time of all threads of this process, those of native libraries too. */
final class ProcessCpu {

    private static final OperatingSystemMXBean OS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ProcessCpu() {}

    static long nanos() {
        return OS.getProcessCpuTime();
    }
}
