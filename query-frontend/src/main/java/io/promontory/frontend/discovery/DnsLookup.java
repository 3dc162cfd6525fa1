package io.promontory.frontend.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.DirContext;
import javax.naming.directory.InitialDirContext;

/** Asks DNS servers, nothing cached: the DNS client that comes with the JDK. */
public final class DnsLookup {
  private static final Path RESOLVER = Path.of("/etc/resolv.conf");
  private static final String ATTEMPTS = "2";

  private final String servers;
  private final SearchList search;
  private final Duration timeout;

  /**
   * @param servers as JNDI has them: {@code dns:} for those of the system, or {@code
   *     dns://host:port}
   * @param search for names that do not end with a dot
   * @param timeout of the first attempt; the next waits twice as long
   */
  DnsLookup(String servers, SearchList search, Duration timeout) {
    this.servers = servers;
    this.search = search;
    this.timeout = timeout;
  }

  /** With the servers and the search list of the system. */
  public static DnsLookup ofSystem() {
    SearchList search;
    try {
      search = SearchList.of(Files.readAllLines(RESOLVER));
    } catch (IOException e) {
      search = SearchList.NONE; // no such file: names are looked for as they are
    }
    return new DnsLookup("dns:", search, Duration.ofSeconds(2));
  }

  /**
   * The records of a name; none where it does not exist.
   *
   * @throws DiscoveryException if no server answers, or one answers with a failure
   */
  List<String> records(String name, String type) throws DiscoveryException {
    if (!name.chars().allMatch(DnsLookup::isOfNames)) {
      throw new DiscoveryException(name + " is no name in DNS");
    }
    try {
      DirContext context = new InitialDirContext(environment());
      try {
        return records(context, search.names(name), type);
      } finally {
        context.close();
      }
    } catch (NamingException e) {
      throw new DiscoveryException(name + ": no " + type + " records: " + reason(e));
    }
  }

  /** Those of the first name that there is. Where one could not be asked for, none may be it. */
  private static List<String> records(DirContext context, List<String> names, String type)
      throws NamingException {
    NamingException failure = null;
    for (String full : names) {
      try {
        return lookup(context, full, type);
      } catch (NameNotFoundException e) {
        continue;
      } catch (NamingException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return List.of();
  }

  private static boolean isOfNames(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == '_';
  }

  @SuppressWarnings("JdkObsolete") // JNDI asks for this class
  private Hashtable<String, String> environment() {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, servers);
    environment.put("com.sun.jndi.dns.timeout.initial", Long.toString(timeout.toMillis()));
    environment.put("com.sun.jndi.dns.timeout.retries", ATTEMPTS);
    return environment;
  }

  /** The name is no URL, which would lead to other providers than that of DNS. */
  @SuppressWarnings("BanJNDI") // of DNS alone, which has no objects to deserialise
  private static List<String> lookup(DirContext context, String name, String type)
      throws NamingException {
    List<String> found = new ArrayList<>();
    Attribute records = context.getAttributes(name, new String[] {type}).get(type);
    if (records != null) {
      NamingEnumeration<?> all = records.getAll();
      while (all.hasMore()) {
        found.add(String.valueOf(all.next()));
      }
    }
    return found;
  }

  private static String reason(NamingException e) {
    Throwable root = e.getRootCause();
    return e.getClass().getSimpleName()
        + ": "
        + (root == null ? e.getMessage() : e.getMessage() + " (" + root.getMessage() + ")");
  }
}
