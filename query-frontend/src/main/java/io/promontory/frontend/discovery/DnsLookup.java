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
  private final List<String> domains;
  private final Duration timeout;

  /**
   * @param servers as JNDI has them: {@code dns:} for those of the system, or {@code
   *     dns://host:port}
   * @param domains to try behind names that are not found and do not end with a dot
   * @param timeout of the first attempt; the next waits twice as long
   */
  public DnsLookup(String servers, List<String> domains, Duration timeout) {
    this.servers = servers;
    this.domains = List.copyOf(domains);
    this.timeout = timeout;
  }

  /** With the servers and the search list of the system. */
  public static DnsLookup ofSystem() {
    List<String> domains = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(RESOLVER)) {
        String[] words = line.strip().split("\\s+");
        if (words[0].equals("search") || words[0].equals("domain")) {
          domains.clear();
          domains.addAll(List.of(words).subList(1, words.length));
        }
      }
    } catch (IOException e) {
      domains.clear(); // no such file: names are looked for as they are
    }
    return new DnsLookup("dns:", domains, Duration.ofSeconds(2));
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
    List<String> names = new ArrayList<>();
    names.add(name.endsWith(".") ? name : name + ".");
    if (!name.endsWith(".")) {
      domains.forEach(
          domain -> names.add(name + "." + (domain.endsWith(".") ? domain : domain + ".")));
    }
    try {
      DirContext context = new InitialDirContext(environment());
      try {
        for (String full : names) {
          List<String> found = lookup(context, full, type);
          if (!found.isEmpty()) {
            return found;
          }
        }
        return List.of();
      } finally {
        context.close();
      }
    } catch (NamingException e) {
      throw new DiscoveryException(name + ": no " + type + " records: " + reason(e));
    }
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
    try {
      Attribute records = context.getAttributes(name, new String[] {type}).get(type);
      if (records != null) {
        NamingEnumeration<?> all = records.getAll();
        while (all.hasMore()) {
          found.add(String.valueOf(all.next()));
        }
      }
    } catch (NameNotFoundException e) {
      return List.of();
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
