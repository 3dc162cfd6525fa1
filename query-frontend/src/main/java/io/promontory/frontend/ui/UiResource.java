package io.promontory.frontend.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.frontend.http.RoutedRequest;
import io.promontory.frontend.ui.UiAssets.Asset;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pages and their files. Every page is the same HTML; the script reads the path. There is none
 * at {@code /rules}, where clients probe for the API of other products.
 */
@Path("/")
public final class UiResource {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private final UiAssets assets;
  private final PagePolicy policy;

  UiResource(UiAssets assets, PagePolicy policy) {
    this.assets = assets;
    this.policy = policy;
  }

  /** With the files of this build. */
  public static UiResource ofThisBuild() {
    return new UiResource(UiAssets.load(), new PagePolicy(new SecureRandom()));
  }

  @GET
  @Path("query")
  public Response query() {
    return page();
  }

  @GET
  @Path("explore")
  public Response explore() {
    return page();
  }

  @GET
  @Path("stores")
  public Response stores() {
    return page();
  }

  @GET
  @Path("blocks")
  public Response blocks() {
    return page();
  }

  @GET
  @Path("rule-groups")
  public Response ruleGroups() {
    return page();
  }

  @GET
  @Path("alerts")
  public Response alerts() {
    return page();
  }

  @GET
  @Path("queries")
  public Response queries() {
    return page();
  }

  @GET
  @Path("server")
  public Response server() {
    return page();
  }

  /** A file of the pages; its name holds a digest of its content. */
  @GET
  @Path("assets/{name}")
  public Response asset(@Context HttpServletRequest request) {
    Asset asset = assets.get(RoutedRequest.variable(request, "name"));
    if (asset == null) {
      return Response.status(404)
          .type("text/plain; charset=utf-8")
          .entity("404 page not found\n")
          .build();
    }
    boolean packed = takesGzip(request.getHeader("Accept-Encoding"));
    Response.ResponseBuilder answer =
        Response.ok(packed ? asset.gzip() : asset.content())
            .header("Content-Type", asset.type())
            .header("Cache-Control", FOR_EVER)
            .header("X-Content-Type-Options", "nosniff")
            .header("Vary", "Accept-Encoding");
    return (packed ? answer.header("Content-Encoding", "gzip") : answer).build();
  }

  private Response page() {
    String nonce = policy.nonce();
    Response.ResponseBuilder answer =
        Response.ok(assets.index(nonce).getBytes(UTF_8)).header("Content-Type", HTML);
    policy.headers(nonce).forEach(answer::header);
    return answer.build();
  }

  private static boolean takesGzip(@Nullable String accepted) {
    return accepted != null
        && Arrays.stream(accepted.split(",", -1))
            .map(coding -> coding.replace(" ", ""))
            .anyMatch(coding -> coding.startsWith("gzip") && !coding.endsWith(";q=0"));
  }
}
