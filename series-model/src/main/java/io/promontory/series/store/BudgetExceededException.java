package io.promontory.series.store;

/** A query needs more than its {@link QueryBudget} allows. */
public final class BudgetExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What ran out. */
  public enum Resource {
    SAMPLES,
    BYTES
  }

  private final Resource resource;
  private final long limit;

  public BudgetExceededException(Resource resource, long limit) {
    super(
        resource == Resource.SAMPLES
            ? "more than " + limit + " samples held at once"
            : "more than " + limit + " bytes read from stores");
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
