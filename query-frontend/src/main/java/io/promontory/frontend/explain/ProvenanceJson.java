package io.promontory.frontend.explain;

import io.promontory.promql.engine.Explanation;
import io.promontory.series.replica.Lane;
import io.promontory.series.replica.Lanes;
import io.promontory.series.replica.Segment;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.CallTrace.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who gave which stretches of time to an answer: an entry for each source. */
final class ProvenanceJson {
  /** The kind of stores whose samples are archived. */
  private static final String ARCHIVE = "blocks";

  private static final int MOST_CACHED = 500;

  private final Map<String, Source> sources = new TreeMap<>();
  private final List<Object> cached = new ArrayList<>();
  private long archiveTo = Long.MIN_VALUE;
  private long liveFrom = Long.MAX_VALUE;

  private ProvenanceJson() {}

  /** A store, or one of the sources within it. */
  private static final class Source {
    private final String store;
    private final Account account;
    private final List<Object> segments = new ArrayList<>();
    private boolean pushed;
    private long askedFrom = Long.MAX_VALUE;
    private long askedTo = Long.MIN_VALUE;
    private long answeredFrom = Long.MAX_VALUE;
    private long answeredTo = Long.MIN_VALUE;

    private Source(String store, String kind) {
      this.store = store;
      this.account = new Account(kind);
    }

    private void asked(long from, long to) {
      askedFrom = Math.min(askedFrom, from);
      askedTo = Math.max(askedTo, to);
    }
  }

  /**
   * The provenance of an answer.
   *
   * @param asked what each read asks of whom
   */
  static Map<String, @Nullable Object> of(
      Explanation explanation, List<AskedRead> asked, boolean complete) {
    ProvenanceJson json = new ProvenanceJson();
    for (AskedRead read : asked) {
      json.add(read);
    }
    json.addPushed(explanation.root());
    Lanes lanes = explanation.lanes();
    if (lanes != null) {
      lanes.all().forEach(json::add);
    }
    return json.shown(complete);
  }

  private void add(AskedRead read) {
    for (CallTrace call : read.read().calls()) {
      call.calls().forEach(store -> addCall(store.name(), store.name(), store));
    }
    read.estimates()
        .forEach(
            estimate -> {
              if (estimate.isAsked()) {
                sources.values().stream()
                    .filter(source -> source.store.equals(estimate.store()))
                    .forEach(source -> source.asked(estimate.fromMs(), estimate.toMs()));
              } else {
                source(estimate.store(), estimate.store(), estimate.kind())
                    .account
                    .leftOut(estimate.reason());
              }
            });
  }

  private Source source(String id, String store, String kind) {
    return sources.computeIfAbsent(id, any -> new Source(store, kind));
  }

  /** The calls at the ends of the tree are those that were answered by somebody. */
  private void addCall(String id, String store, CallTrace call) {
    List<CallTrace> below = call.calls();
    if (below.isEmpty()) {
      source(id, store, call.kind()).account.add(call);
      for (Span span : call.cached()) {
        if (cached.size() < MOST_CACHED) {
          cached.add(List.of(Seconds.ofMs(span.fromMs()), Seconds.ofMs(span.toMs()), id));
        }
      }
    }
    below.forEach(one -> addCall(id + "/" + one.name(), store, one));
  }

  private void addPushed(Explanation.Node node) {
    for (Explanation.Part part : node.parts()) {
      CallTrace call = part.call();
      if (call != null) {
        for (CallTrace store : call.calls()) {
          addCall(store.name(), store.name(), store);
          sources.values().stream()
              .filter(source -> source.store.equals(store.name()))
              .forEach(
                  source -> {
                    source.pushed |= node.givenUp().isEmpty();
                    source.asked(part.asked().query().startMs(), part.asked().query().endMs());
                  });
        }
      }
    }
    node.children().forEach(this::addPushed);
  }

  private void add(Lane lane) {
    String store = lane.origin().store();
    Source whole = sources.get(store);
    String kind = whole == null ? kindOf(store) : whole.account.kind();
    Source source = source(lane.origin().text(), store, kind);
    for (Segment segment : lane.segments()) {
      List<Object> shown = new ArrayList<>();
      shown.add(Seconds.ofMs(segment.fromMs()));
      shown.add(Seconds.ofMs(segment.toMs()));
      shown.add(segment.how().name().toLowerCase(Locale.ROOT));
      String instead = segment.instead();
      if (instead != null) {
        shown.add(instead);
      }
      source.segments.add(shown);
      source.answeredFrom = Math.min(source.answeredFrom, segment.fromMs());
      source.answeredTo = Math.max(source.answeredTo, segment.toMs());
    }
    if (!source.segments.isEmpty()) {
      if (kind.equals(ARCHIVE)) {
        archiveTo = Math.max(archiveTo, source.answeredTo);
      } else {
        liveFrom = Math.min(liveFrom, source.answeredFrom);
      }
    }
  }

  private String kindOf(String store) {
    return sources.values().stream()
        .filter(source -> source.store.equals(store))
        .map(source -> source.account.kind())
        .findFirst()
        .orElse("");
  }

  private Map<String, @Nullable Object> shown(boolean complete) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("complete", complete);
    List<Object> stores = new ArrayList<>();
    sources.forEach((id, source) -> stores.add(shown(id, source)));
    shown.put("stores", stores);
    boolean both = archiveTo != Long.MIN_VALUE && liveFrom != Long.MAX_VALUE;
    shown.put(
        "boundary",
        both
            ? Map.of("archiveTo", Seconds.ofMs(archiveTo), "liveFrom", Seconds.ofMs(liveFrom))
            : null);
    shown.put("cached", cached);
    return shown;
  }

  private static Object shown(String id, Source source) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("id", id);
    shown.put("store", source.store);
    shown.put("kind", source.account.kind());
    shown.putAll(source.account.shown());
    boolean wasAsked = source.askedFrom <= source.askedTo;
    List<Object> asked =
        wasAsked
            ? List.of(Seconds.ofMs(source.askedFrom), Seconds.ofMs(source.askedTo))
            : List.of();
    shown.put("asked", wasAsked ? asked : null);
    shown.put(
        "answered",
        source.answeredFrom > source.answeredTo
            ? null
            : List.of(Seconds.ofMs(source.answeredFrom), Seconds.ofMs(source.answeredTo)));
    List<Object> segments = new ArrayList<>(source.segments);
    if (source.account.state() == Account.State.FAILED && wasAsked) {
      List<Object> failed = new ArrayList<>(asked);
      failed.add("failed");
      segments.add(failed);
    }
    shown.put("segments", segments);
    shown.put("pushed", source.pushed);
    return shown;
  }
}
