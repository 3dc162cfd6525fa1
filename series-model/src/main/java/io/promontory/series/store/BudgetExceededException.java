package io.promontory.series.store;

/** A query needs more than its {@link QueryBudget} allows. */
public final class BudgetExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What ran out. */
  public enum Resource {
    SAMPLES("samples held at once"),
    MEMORY("bytes held in memory at once"),
    BYTES("bytes read from stores"),
    SERIES("series read from stores"),
    RESULT_SERIES("series in the result");

    private final String unit;

    Resource(String unit) {
      this.unit = unit;
    }
  }

  private final Resource resource;
  private final long limit;

  public BudgetExceededException(Resource resource, long limit) {
    super("more than " + limit + " " + resource.unit);
    this.resource = resource;
    this.limit = limit;
  }

  public Resource resource() {
    return resource;
  }

  public long limit() {
    return limit;
  }
}
