package io.promontory.frontend.door;

import io.promontory.adapter.tls.ServerTls;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes plain connectors speak TLS. */
final class TlsConnectors {
  private TlsConnectors() {}

  /**
   * Has a connector speak TLS; to be called before it starts.
   *
   * @param http2 whether clients that ask for HTTP/2 (by ALPN, RFC 7301) get it
   */
  static void secure(ServerConnector connector, ServerTls tls, boolean http2) {
    if (connector.getProtocols().stream().anyMatch("ssl"::equalsIgnoreCase)) {
      return;
    }
    SslContextFactory.Server context = new Engines(tls);
    context.setSslContext(tls.context()); // so that Jetty asks for no key store
    // Wrapped in one that measures, so that the connector does not know it by its class.
    HttpConnectionFactory http =
        connector.getContainedBeans(HttpConnectionFactory.class).stream().findFirst().orElse(null);
    if (http != null) {
      // Clients ask by address, and by names that only a proxy before us knows.
      http.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
    }
    String next = HttpVersion.HTTP_1_1.asString();
    if (http2 && http != null) {
      connector.addConnectionFactory(new HTTP2ServerConnectionFactory(http.getHttpConfiguration()));
      ALPNServerConnectionFactory choice = new ALPNServerConnectionFactory("h2", "http/1.1");
      choice.setDefaultProtocol(next);
      connector.addFirstConnectionFactory(choice);
      next = choice.getProtocol();
    }
    connector.addFirstConnectionFactory(new SslConnectionFactory(context, next));
    connector.setDefaultProtocol("SSL");
  }

  /** Each connection speaks as the configuration says when it is made. */
  private static final class Engines extends SslContextFactory.Server {
    private final ServerTls tls;

    Engines(ServerTls tls) {
      this.tls = tls;
    }

    @Override
    public SSLContext getSslContext() {
      return tls.context();
    }

    @Override
    public void customize(SSLEngine engine) {
      super.customize(engine);
      tls.configure(engine);
    }
  }
}
