package io.promontory.adapter.testing.amp;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * AWS' security token service: gives out keys of {@link #ROLE} for a time, to whoever signs as a
 * user and names {@link #EXTERNAL_ID}, or has {@link #WEB_TOKEN}.
 */
public final class FakeSts implements AutoCloseable {
  /** The role that it gives out. */
  public static final String ROLE = "arn:aws:iam::123456789012:role/reader";

  /** What must be named to take the role on. */
  public static final String EXTERNAL_ID = "agreed-upon";

  /** The token that speaks for the role. */
  public static final String WEB_TOKEN = "header.claims.signature";

  private final WireServer server;
  private final AwsAccounts accounts;
  private final InstantSource clock;
  private final SigV4Verifier verifier;
  private final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();
  private volatile Duration lifetime = Duration.ofHours(1);

  /**
   * A token service.
   *
   * @param accounts whose keys it knows, and where those it gives out become known
   * @param region that requests must be signed for
   */
  public FakeSts(AwsAccounts accounts, String region, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.verifier = new SigV4Verifier(region, "sts", accounts, clock);
    this.server = new WireServer(this::answer);
  }

  public URI url() {
    return server.uri();
  }

  /** How long the keys of sessions last from now on. */
  public FakeSts lifetime(Duration other) {
    this.lifetime = other;
    return this;
  }

  /** The forms that were posted. */
  public List<Map<String, List<String>>> requests() {
    return requests;
  }

  private WireAnswer answer(WireRequest request) {
    Map<String, List<String>> form = request.params();
    requests.add(form);
    String action = first(form, "Action");
    try {
      if (action.equals("AssumeRole")) {
        verifier.verify(request);
      }
      boolean trusted =
          action.equals("AssumeRole")
              ? first(form, "ExternalId").equals(EXTERNAL_ID)
              : first(form, "WebIdentityToken").equals(WEB_TOKEN);
      if (!trusted || !first(form, "RoleArn").equals(ROLE)) {
        throw new AwsRefusalException(
            "AccessDenied", "Not authorized to perform: sts:" + action + " on resource: " + ROLE);
      }
      return granted(action, first(form, "RoleSessionName"));
    } catch (AwsRefusalException e) {
      return WireAnswer.of(
          e.status(),
          "text/xml",
          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
              .formatted(e.code(), e.getMessage().replace("<", "&lt;")));
    }
  }

  private WireAnswer granted(String action, String session) {
    AwsAccounts.Key key = accounts.openSession(ROLE + "/" + session, clock.instant(), lifetime);
    return WireAnswer.of(
        200,
        "text/xml",
        """
        <%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId>\
        <SecretAccessKey>%3$s</SecretAccessKey><SessionToken>%4$s</SessionToken>\
        <Expiration>%5$s</Expiration></Credentials></%1$sResult></%1$sResponse>
        """
            .formatted(action, key.access(), key.secret(), key.token(), key.expires()));
  }

  private static String first(Map<String, List<String>> form, String name) {
    return form.getOrDefault(name, List.of("")).getFirst();
  }

  @Override
  public void close() {
    server.close();
  }
}
