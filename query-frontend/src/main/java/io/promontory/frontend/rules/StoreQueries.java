package io.promontory.frontend.rules;

import io.promontory.frontend.app.QueryRunner;
import io.promontory.promql.engine.ParsedText;
import io.promontory.promql.engine.Query;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.VectorQuery;
import io.promontory.rules.scan.SharedScans;
import io.promontory.rules.scan.TickScans;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Queries that the engine of this process answers over its stores; rules of a tick share reads. */
final class StoreQueries implements QuerySource {
  /** Bytes of series that rules read together; beyond them each reads for itself. */
  private static final long SCAN_BYTES = 64L << 20;

  private final SharedScans.Memory scanMemory = new SharedScans.Memory(SCAN_BYTES);
  private final QueryRunner engine;
  private final Store stores;

  StoreQueries(QueryRunner engine, Store stores) {
    this.engine = engine;
    this.stores = stores;
  }

  @Override
  public VectorQuery on(Supplier<QueryContext> contexts, Strictness strictness) {
    return new OfGroup(strictness, contexts, new SharedScans(stores, scanMemory));
  }

  /** Those of a group; each tick has a store of its own. */
  private final class OfGroup implements VectorQuery {
    /** Expressions of rules, and what their templates ask for, which may be ever something else. */
    private static final int MOST_PARSED = 256;

    /** In chars. */
    private static final int LONGEST_PARSED = 4096;

    private final Map<String, ParsedText> parsed = new ConcurrentHashMap<>();
    private final Strictness strictness;
    private final Supplier<QueryContext> contexts;
    private final SharedScans scans;

    OfGroup(Strictness strictness, Supplier<QueryContext> contexts, SharedScans scans) {
      this.strictness = strictness;
      this.contexts = contexts;
      this.scans = scans;
    }

    @Override
    public List<QueryValue.Sample> at(String expression, long timeMs) throws RuleFailure {
      return over(stores).at(expression, timeMs);
    }

    private VectorQuery over(Store store) {
      return new EngineVectorQuery(
          (q, context) -> engine.run(store, prepared(q), context), contexts, strictness);
    }

    private Query prepared(Query query) {
      ParsedText known = parsed.get(query.text());
      if (known == null) {
        if (query.text().length() > LONGEST_PARSED) {
          return query;
        }
        if (parsed.size() >= MOST_PARSED) {
          parsed.clear();
        }
        known = parsed.computeIfAbsent(query.text(), ParsedText::new);
      }
      return query.withParsed(known);
    }

    @Override
    public VectorQuery beginTick(Set<String> written, long timeMs) {
      TickScans tick = scans.begin(written, timeMs);
      VectorQuery query = over(tick);
      return new VectorQuery() {
        @Override
        public List<QueryValue.Sample> at(String expression, long at) throws RuleFailure {
          return query.at(expression, at);
        }

        @Override
        public void endTick() {
          tick.close();
        }
      };
    }
  }
}
