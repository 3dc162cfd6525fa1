package io.promontory.frontend.api;

import io.dropwizard.core.setup.Environment;
import io.promontory.frontend.app.QueryService;
import io.promontory.frontend.config.QueryConfig;
import io.promontory.frontend.config.WebConfig;
import io.promontory.frontend.http.Cors;
import io.promontory.frontend.http.FrontFilter;
import io.promontory.frontend.http.PlainErrorHandler;
import io.promontory.frontend.http.Readiness;
import io.promontory.frontend.http.RouteTable;
import io.promontory.promql.FeatureFlags;
import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.glassfish.jersey.server.ServerProperties;

/**
 * The resources of the HTTP API and their place behind the filter.
 *
 * <p>The server must leave to us what it would do differently: its own compression off ({@code
 * server.gzip.enabled: false}), and connectors that pass paths on unjudged ({@code uriCompliance:
 * UNSAFE}).
 */
public final class PrometheusApi {
  private final QueryService service;
  private final List<Object> resources;

  public PrometheusApi(QueryService service) {
    this.service = service;
    FeatureFlags flags = FeatureFlags.of(service.config().featureFlags());
    Expressions expressions = new Expressions(flags);
    QueryConfig query = service.config().query();
    this.resources =
        List.of(
            new QueryResource(
                service, query.maxPointsPerSeries(), new QueryRun(service, query), expressions),
            new ExpressionResource(expressions),
            new ExemplarsResource(service, expressions),
            new SeriesResource(service, expressions),
            new LabelsResource(service, expressions),
            new MetadataResource(service),
            new FederateResource(service, expressions),
            new RemoteReadResource(service),
            new SearchResource(service, expressions),
            new RulesResource(service, expressions),
            new BacktestResource(service),
            new TargetsResource(service),
            new TargetMetadataResource(service, expressions),
            new QueriesResource(service),
            new SamplesResource(service, expressions),
            new ExploreResource(service),
            new LimitsResource(service),
            new StatusResource(service),
            new FeaturesResource(service),
            new AdminResource(),
            new HealthResource(),
            new ManagementResource(service));
  }

  /**
   * Registers the resources, with others that the process serves beside them, and the filter in
   * front of all.
   *
   * @param others instances of further Jersey resources; paths that no resource names are 404
   */
  public void install(Environment environment, List<Object> others) {
    environment
        .jersey()
        .property(ServerProperties.LOCATION_HEADER_RELATIVE_URI_RESOLUTION_DISABLED, true);
    List<Object> all = new ArrayList<>(resources);
    all.addAll(others);
    all.forEach(environment.jersey()::register);
    List<Class<?>> classes = new ArrayList<>();
    all.forEach(resource -> classes.add(resource.getClass()));
    WebConfig web = service.config().web();
    FrontFilter filter =
        new FrontFilter(
            new RouteTable(web.routePrefix(), classes), new Cors(web.corsOrigin()), readiness());
    environment
        .servlets()
        .addFilter("front", filter)
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    PlainErrorHandler.install(environment);
  }

  private Readiness readiness() {
    return new Readiness() {
      @Override
      public boolean ready() {
        return service.ready();
      }

      @Override
      public boolean stopping() {
        return service.stopping();
      }
    };
  }
}
