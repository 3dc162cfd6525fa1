package io.promontory.it.bench;

import java.util.Collection;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * {@code ./dev bench kernels [REGEX]}: the kernels of the engine under JMH, time and allocation for
 * each sample.
 */
public final class KernelBench {
  private KernelBench() {}

  public static void main(String[] args) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(
                args.length > 0
                    ? args[0]
                    : "io.promontory.it.bench.(XorDecodeBench|HistogramDecodeBench|SumByRateBench|ReplicaMergeBench)")
            .forks(1)
            .warmupIterations(4)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(5)
            .measurementTime(TimeValue.seconds(1))
            .jvmArgsAppend("-Xmx2g", "-XX:+UseParallelGC", "-XX:+UseCompactObjectHeaders")
            .addProfiler(GCProfiler.class);
    report(new Runner(options.build()).run());
  }

  private static void report(Collection<RunResult> runs) {
    for (RunResult run : runs) {
      String name =
          run.getParams().getBenchmark().replaceAll(".*\\.(\\w+)Bench\\.(\\w+)$", "$1_$2");
      TreeMap<String, String> params = new TreeMap<>();
      run.getParams()
          .getParamsKeys()
          .forEach(key -> params.put(key, run.getParams().getParam(key)));
      String label = params.isEmpty() ? name : name + "_" + String.join("_", params.values());
      Results.print("kernels", label, "time", run.getPrimaryResult().getScore(), "ns/sample");
      Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
      if (allocated != null) {
        Results.print("kernels", label, "allocated", allocated.getScore(), "B/sample");
      }
    }
  }
}
