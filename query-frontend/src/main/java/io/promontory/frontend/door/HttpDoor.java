package io.promontory.frontend.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.tls.ServerTls;
import io.promontory.adapter.tls.TlsServerConfig;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.RateLimitSection;
import io.promontory.frontend.config.WebFile;
import io.promontory.frontend.config.WebFileSection;
import io.promontory.series.store.TokenBucket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Lets in whoever the web configuration lets in, and adds its headers to every answer. */
public final class HttpDoor extends Handler.Wrapper {

  private final Supplier<WebFile> file;
  private final Users users = new Users();
  private volatile Limited limited;

  /** The limit that a configuration asks for; null for none. */
  private record Limited(RateLimitSection section, @Nullable TokenBucket limit) {}

  private HttpDoor(Supplier<WebFile> file) {
    this.file = file;
    this.limited = limited(file.get().section().rateLimit());
  }

  /**
   * Puts the door before all that a server will serve; to be called before it starts.
   *
   * @param path of the web configuration
   * @return the configuration at any time
   * @throws ConfigException if the file is refused
   */
  public static Supplier<WebFile> install(Server server, Path path) throws ConfigException {
    WebFileWatch watch = new WebFileWatch(path);
    TlsServerConfig first = watch.get().tls();
    if (first != null) {
      ServerTls tls = new ServerTls(() -> current(watch, first));
      for (Connector connector : server.getConnectors()) {
        if (connector instanceof ServerConnector http) {
          TlsConnectors.secure(http, tls, watch.get().section().httpServerConfig().http2());
        }
      }
    }
    HttpDoor door = new HttpDoor(watch);
    door.setHandler(server.getHandler());
    server.setHandler(door);
    return watch;
  }

  private static TlsServerConfig current(Supplier<WebFile> watch, TlsServerConfig first) {
    TlsServerConfig now = watch.get().tls();
    return now == null ? first : now;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    WebFileSection web = file.get().section();
    TokenBucket limit = limit(web.rateLimit());
    if (limit != null && !limit.tryTake()) {
      refuse(429, "Too Many Requests", response, callback);
      return true;
    }
    web.httpServerConfig()
        .headers()
        .forEach((name, value) -> response.getHeaders().put(name, value));
    String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    switch (users.entry(web.basicAuthUsers(), authorization)) {
      case ADMITTED -> {
        return super.handle(request, response, callback);
      }
      case REFUSED -> {
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic");
        refuse(401, "Unauthorized", response, callback);
      }
      case BUSY -> {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        refuse(503, "Service Unavailable: too many passwords are checked", response, callback);
      }
    }
    return true;
  }

  private static void refuse(int status, String reason, Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(true, ByteBuffer.wrap((reason + "\n").getBytes(UTF_8)), callback);
  }

  /** One for as long as the section stays the same, so that a reload of others forgives nothing. */
  private @Nullable TokenBucket limit(RateLimitSection section) {
    Limited known = limited;
    return known.section().isSameAs(section) ? known.limit() : renewed(section);
  }

  private synchronized @Nullable TokenBucket renewed(RateLimitSection section) {
    if (!limited.section().isSameAs(section)) {
      limited = limited(section);
    }
    return limited.limit();
  }

  private static Limited limited(RateLimitSection section) {
    return new Limited(
        section,
        section.isOn()
            ? new TokenBucket(section.interval(), section.burst(), System::nanoTime)
            : null);
  }
}
