package io.promontory.frontend.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;

/**
 * The paths that are served, read from the resource classes, and what becomes of a request: the
 * rules are those of Prometheus' server, two routers behind Go's own.
 *
 * <p>Paths that are not clean are redirected (307). Below {@code /api/v1} and elsewhere a slash too
 * many or too few, or letters of the wrong case, are redirected too (301, 308 for other methods
 * than GET); below {@code /api/v1} the target lacks that prefix, as Prometheus' does. A known path
 * under another method is 405 with {@code Allow}. HEAD is a method like any other.
 */
public final class RouteTable {
  private final String prefix;
  private final Map<String, Route> routes = new LinkedHashMap<>();
  private final List<Route> variableRoutes = new ArrayList<>();

  /**
   * Reads the resources.
   *
   * @param prefix the path in front of everything, {@code /} for none
   */
  public RouteTable(String prefix, Collection<Class<?>> resources) {
    this.prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    for (Class<?> type : resources) {
      Resource resource = Resource.from(type);
      if (resource != null) {
        add(resource, "");
      }
    }
  }

  private void add(Resource resource, String parent) {
    String template = (parent + "/" + resource.getPath()).replaceAll("/+", "/");
    if (!resource.getResourceMethods().isEmpty()) {
      add(template, resource.getResourceMethods());
    }
    resource.getChildResources().forEach(child -> add(child, template));
  }

  private void add(String template, List<ResourceMethod> methods) {
    Set<String> names = new TreeSet<>();
    boolean api = template.startsWith(Route.API + "/");
    boolean compressed = api;
    boolean crossOrigin = api;
    boolean always = !api;
    for (ResourceMethod method : methods) {
      names.add(method.getHttpMethod());
      Served served = method.getInvocable().getHandlingMethod().getAnnotation(Served.class);
      if (served != null) {
        compressed = served.compressed();
        crossOrigin = served.crossOrigin();
        always = served.always();
      }
    }
    Route known = routes.get(template);
    if (known != null) {
      names.addAll(known.methods());
    }
    Route route = new Route(template, names, compressed, crossOrigin, always);
    routes.put(template, route);
    if (template.contains("{")) {
      variableRoutes.removeIf(other -> other.template().equals(template));
      variableRoutes.add(route);
    }
  }

  /** Where a request with this method and decoded path goes. */
  Resolution resolve(String method, String path) {
    String clean = CleanPath.of(path);
    if (!clean.equals(path)) {
      return new Resolution.Redirect(307, PercentCoding.encodePath(clean));
    }
    if (!path.startsWith(prefix + "/")) {
      return path.equals("/") || path.equals(prefix)
          ? new Resolution.Redirect(path.equals("/") ? 302 : 301, prefix + "/")
          : new Resolution.NotFound();
    }
    String inside = path.substring(prefix.length());
    if (inside.equals(Route.API)) {
      return new Resolution.Redirect(307, path + "/");
    }
    boolean api = inside.startsWith(Route.API + "/");
    Route found = find(inside);
    if (found != null && found.methods().contains(method)) {
      Map<String, String> variables = found.match(inside);
      return new Resolution.Found(found, variables == null ? Map.of() : variables);
    }
    if (api && method.equals("OPTIONS")) {
      return new Resolution.Options(true, "");
    }
    String respelt = inside.equals("/") ? null : respell(method, inside);
    if (respelt != null) {
      String target = api ? respelt.substring(Route.API.length()) : prefix + respelt;
      return new Resolution.Redirect(
          method.equals("GET") ? 301 : 308, PercentCoding.encodePath(target));
    }
    if (found == null) {
      return new Resolution.NotFound();
    }
    return method.equals("OPTIONS")
        ? new Resolution.Options(false, allow(found))
        : new Resolution.MethodNotAllowed(allow(found));
  }

  private @Nullable Route find(String path) {
    Route exact = routes.get(path);
    if (exact != null) {
      return exact;
    }
    for (Route route : variableRoutes) {
      if (route.match(path) != null) {
        return route;
      }
    }
    return null;
  }

  private @Nullable String respell(String method, String path) {
    String toggled = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
    Predicate<Route> takes = route -> route.methods().contains(method);
    Route found = find(toggled);
    if (found != null && takes.test(found)) {
      return toggled;
    }
    for (String candidate : List.of(path, toggled)) {
      for (Route route : routes.values()) {
        String spelt = takes.test(route) ? route.matchIgnoringCase(candidate) : null;
        if (spelt != null && route.isApi() == path.startsWith(Route.API + "/")) {
          return spelt;
        }
      }
    }
    return null;
  }

  private static String allow(Route route) {
    Set<String> methods = new TreeSet<>(route.methods());
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
