package io.promontory.frontend.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {
  /** Below the API's prefix. */
  @Path("/api/v1")
  public static final class Api {
    @GET
    @Path("query")
    public void get() {}

    @POST
    @Path("query")
    public void post() {}

    @GET
    @Path("label/{name}/values")
    public void values() {}

    @GET
    @Path("walreplay")
    @Served(compressed = false, always = true)
    public void plain() {}
  }

  /** Elsewhere. */
  @Path("/")
  public static final class Other {
    @GET
    @Path("version")
    public void version() {}

    @GET
    @Path("-/healthy")
    public void healthy() {}

    @HEAD
    @Path("-/healthy")
    public void healthyHead() {}
  }

  private final RouteTable routes = new RouteTable("", List.of(Api.class, Other.class));

  @Test
  void findsRoutesAndTheirVariables() {
    assertThat(routes.resolve("POST", "/api/v1/query"))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> {
              assertThat(found.route().compressed()).isTrue();
              assertThat(found.route().always()).isFalse();
            });
    assertThat(routes.resolve("GET", "/api/v1/label/a b/values"))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> {
              assertThat(found.variables()).isEqualTo(Map.of("name", "a b"));
              assertThat(found.route().plainPath()).isEqualTo("/api/v1/label/_name_/values");
            });
    assertThat(routes.resolve("GET", "/api/v1/walreplay"))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> {
              assertThat(found.route().compressed()).isFalse();
              assertThat(found.route().always()).isTrue();
            });
    assertThat(routes.resolve("HEAD", "/-/healthy")).isInstanceOf(Resolution.Found.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/../v1/query, 307, /api/v1/query",
    "GET, /api/v1/./query/, 307, /api/v1/query/",
    "GET, //, 307, /",
    "GET, /api/v1, 307, /api/v1/",
    "GET, /api/v1/query/, 301, /query",
    "POST, /api/v1/query/, 308, /query",
    "GET, /api/v1/QUERY, 301, /query",
    "GET, /api/v1/label/a b/VALUES, 301, /label/a%20b/values",
    "GET, /version/, 301, /version",
    "GET, /VERSION, 301, /version",
  })
  void redirects(String method, String path, int status, String location) {
    assertThat(routes.resolve(method, path)).isEqualTo(new Resolution.Redirect(status, location));
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/query, 'GET, OPTIONS, POST'",
    "HEAD, /api/v1/query, 'GET, OPTIONS, POST'",
    "POST, /api/v1/label/x/values, 'GET, OPTIONS'",
    "HEAD, /version, 'GET, OPTIONS'",
  })
  void refusesMethods(String method, String path, String allow) {
    assertThat(routes.resolve(method, path)).isEqualTo(new Resolution.MethodNotAllowed(allow));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/",
    "GET, /api",
    "GET, /api/v2/query",
    "POST, /api/v1/nope",
    "GET, /api/v1/label//values/x",
    "GET, /api/v1/label/a/b/values",
    "OPTIONS, /nope",
    "GET, /",
  })
  void knowsNothingElse(String method, String path) {
    assertThat(routes.resolve(method, path))
        .isIn(new Resolution.NotFound(), new Resolution.Redirect(307, "/api/v1/label/values/x"));
  }

  @Test
  void optionsAnswerAnyPathOfTheApi() {
    assertThat(routes.resolve("OPTIONS", "/api/v1/nope"))
        .isEqualTo(new Resolution.Options(true, ""));
    assertThat(routes.resolve("OPTIONS", "/version"))
        .isEqualTo(new Resolution.Options(false, "GET, OPTIONS"));
  }

  @Test
  void prefixGoesInFrontOfEverything() {
    RouteTable prefixed = new RouteTable("/p", List.of(Api.class, Other.class));
    assertThat(prefixed.resolve("GET", "/p/api/v1/query")).isInstanceOf(Resolution.Found.class);
    assertThat(prefixed.resolve("GET", "/api/v1/query")).isEqualTo(new Resolution.NotFound());
    assertThat(prefixed.resolve("GET", "/")).isEqualTo(new Resolution.Redirect(302, "/p/"));
    assertThat(prefixed.resolve("GET", "/p/version/"))
        .isEqualTo(new Resolution.Redirect(301, "/p/version"));
    assertThat(prefixed.resolve("GET", "/p/api/v1/query/"))
        .isEqualTo(new Resolution.Redirect(301, "/query"));
  }
}
