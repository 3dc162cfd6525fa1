package io.promontory.it.differential.generated;

import java.util.ArrayList;
import java.util.List;

/**
 * What there is to ask for: selectors by the kind of their samples, without range and modifiers, a
 * few dozen series each at most.
 *
 * @param nativeHistograms empty where the server has none
 */
record Vocabulary(
    List<String> counters,
    List<String> gauges,
    List<String> classicBuckets,
    List<String> nativeHistograms,
    List<String> all) {
  /** The blocks {@code basic} and {@code native} of the reference data. */
  static Vocabulary ofGoldenBlocks(boolean withNative) {
    List<String> counters =
        List.of(
            "http_requests_total",
            "http_requests_total{path=\"/\"}",
            "http_requests_total{code!=\"200\",path=~\"/(login)?\"}",
            "http_requests_total{instance=~\"10.1.*\"}",
            "process_cpu_seconds_total",
            "node_cpu_seconds_total{mode!=\"idle\",cpu=\"0\"}",
            "node_cpu_seconds_total{instance=\"node-0:9100\"}",
            "node_network_receive_bytes_total",
            "batch_items_processed_total",
            "batch_duration_seconds_count",
            "batch_duration_seconds_sum",
            "worker_jobs_total",
            "http_request_duration_seconds_count",
            "http_request_duration_seconds_sum",
            "special_value{case=~\"counter_like|big_int\"}");
    List<String> gauges =
        List.of(
            "up",
            "up{job=\"api\"}",
            "go_goroutines",
            "node_load1",
            "node_memory_MemAvailable_bytes",
            "node_filesystem_free_bytes",
            "process_resident_memory_bytes",
            "queue_length",
            "queue_fill_ratio",
            "temperature_celsius",
            "temperature_celsius{room=~\"r0[0-3]\"}",
            "special_value",
            "special_value{case=~\".*inf.*|nan.*\"}",
            "worker_busy_threads",
            "batch_duration_seconds",
            "batch_last_success_timestamp_seconds",
            "target_info",
            "process_start_time_seconds");
    List<String> buckets =
        List.of(
            "http_request_duration_seconds_bucket",
            "http_request_duration_seconds_bucket{instance=~\"10.0.*\"}",
            "rpc_latency_seconds_bucket");
    List<String> natives =
        List.of(
            "rpc_latency_seconds",
            "rpc_latency_seconds{method=\"get\"}",
            "probe_seconds",
            "probe_seconds{schema=~\"[0-4]\"}",
            "job:latency_seconds:sum",
            "queue_age_seconds",
            "legacy_request_seconds",
            "legacy_request_seconds{route!=\"/r3\"}",
            "odd_hist",
            "odd_hist{case=~\".*reset.*\"}",
            "odd_hist{case=~\"[a-h].*\"}",
            "odd_hist{case=~\"[i-z].*\"}",
            "{job=~\"odd|rpc|probe\"}");
    return of(counters, gauges, buckets, withNative ? natives : List.of());
  }

  private static Vocabulary of(
      List<String> counters, List<String> gauges, List<String> buckets, List<String> natives) {
    List<String> all = new ArrayList<>(counters);
    all.addAll(gauges);
    all.addAll(buckets);
    all.addAll(natives);
    return new Vocabulary(counters, gauges, buckets, natives, List.copyOf(all));
  }
}
