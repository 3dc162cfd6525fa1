package io.promontory.adapter.testing.amp;

/** What AMP's query side does; there is no remote read, no exemplar and no status. */
enum AmpOperation {
  QUERY_METRICS("QueryMetrics"),
  GET_SERIES("GetSeries"),
  GET_LABELS("GetLabels"),
  GET_METRIC_METADATA("GetMetricMetadata"),
  LIST_RULES("ListRules"),
  LIST_ALERTS("ListAlerts");

  private final String action;

  AmpOperation(String action) {
    this.action = action;
  }

  /** The name in policies. */
  String action() {
    return action;
  }

  boolean isQuery() {
    return this == QUERY_METRICS;
  }

  /** The operation behind a method and a path; null for none. */
  static AmpOperation of(String method, String path) {
    boolean get = method.equals("GET");
    if (!get && !method.equals("POST")) {
      return null;
    }
    return switch (path.substring(path.indexOf("/api/v1/") + 1)) {
      case "api/v1/query", "api/v1/query_range" -> QUERY_METRICS;
      case "api/v1/series" -> GET_SERIES;
      case "api/v1/labels" -> GET_LABELS;
      case "api/v1/metadata" -> get ? GET_METRIC_METADATA : null;
      case "api/v1/rules" -> get ? LIST_RULES : null;
      case "api/v1/alerts" -> get ? LIST_ALERTS : null;
      case String other ->
          get && other.startsWith("api/v1/label/") && other.endsWith("/values") ? GET_LABELS : null;
    };
  }
}
