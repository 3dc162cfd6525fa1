package io.promontory.frontend.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.series.labels.Labels;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DnsTargetsTest {
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int SRV = 33;

  private static Map<String, List<byte[]>> records() throws Exception {
    return Map.of(
        "prom.example " + A,
        List.of(new byte[] {10, 0, 0, 1}, new byte[] {10, 0, 0, 2}),
        "prom.example " + AAAA,
        List.of(InetAddress.getByName("2001:db8::1").getAddress()),
        "_web._tcp.prom.example " + SRV,
        List.of(DnsServer.srv(9091, "a.prom.example")));
  }

  private static Targets read(DnsServer server, String name, String type)
      throws DiscoveryException {
    return read(server, new SearchList(List.of("example"), 1), name, type);
  }

  private static Targets read(DnsServer server, SearchList search, String name, String type)
      throws DiscoveryException {
    DnsLookup dns = new DnsLookup(server.url(), search, Duration.ofSeconds(20));
    return new DnsTargets(List.of(name), type, 9090, Duration.ofSeconds(30), dns).read();
  }

  @Test
  void hostsAndServicesAreTargets() throws Exception {
    try (DnsServer server = new DnsServer(records(), 0)) {
      Targets hosts = read(server, "prom.example", "A");
      assertThat(hosts.targets().stream().map(Target::address))
          .containsExactlyInAnyOrder("10.0.0.1:9090", "10.0.0.2:9090");
      assertThat(hosts.targets().getFirst().labels().get("__meta_dns_name"))
          .isEqualTo("prom.example");
      assertThat(read(server, "prom.example.", "AAAA").targets().getFirst().address())
          .isEqualTo("[2001:db8::1]:9090");
      Target service = read(server, "_web._tcp.prom.example", "SRV").targets().getFirst();
      assertThat(service.address()).isEqualTo("a.prom.example:9091");
      assertThat(service.shown()).isEqualTo(Labels.EMPTY);
      assertThat(service.labels().get("__meta_dns_srv_record_port")).isEqualTo("9091");
    }
  }

  @Test
  void shortNamesAreLookedForInTheDomainsOfTheSystem() throws Exception {
    try (DnsServer server = new DnsServer(records(), 0)) {
      assertThat(read(server, "prom", "A").targets()).hasSize(2);
      assertThat(read(server, "prom.", "A").targets()).isEmpty();
    }
  }

  @Test
  void aNameOfFewDotsIsLookedForInTheDomainsFirst() throws Exception {
    Map<String, List<byte[]>> both =
        Map.of(
            "prom.dev " + A, List.of(new byte[] {9, 9, 9, 9}),
            "prom.dev.svc.local " + A, List.of(new byte[] {10, 0, 0, 1}));
    try (DnsServer server = new DnsServer(both, 0)) {
      SearchList pod = SearchList.of(List.of("search svc.local local", "options ndots:5 edns0"));
      assertThat(read(server, pod, "prom.dev", "A").targets())
          .extracting(Target::address)
          .containsExactly("10.0.0.1:9090");
      SearchList host = SearchList.of(List.of("search svc.local"));
      assertThat(read(server, host, "prom.dev", "A").targets())
          .extracting(Target::address)
          .containsExactly("9.9.9.9:9090");
    }
  }

  @Test
  void oneNameThatCannotBeAskedForDoesNotEndTheSearch() throws Exception {
    try (DnsServer server = new DnsServer(records(), 0)) {
      server.ill.add("prom");
      SearchList bareFirst = new SearchList(List.of("example"), 0);
      assertThat(read(server, bareFirst, "prom", "A").targets()).hasSize(2);
      server.ill.add("other");
      assertThatExceptionOfType(DiscoveryException.class)
          .isThrownBy(() -> read(server, bareFirst, "other", "A"))
          .withMessageStartingWith("other: no A records: ");
    }
  }

  @Test
  void theRootIsNoDomainToSearchIn() throws Exception {
    try (DnsServer server = new DnsServer(records(), 0)) {
      SearchList root = SearchList.of(List.of("search ."));
      assertThat(root.names("no")).containsExactly("no.");
      assertThat(read(server, root, "no", "A")).isEqualTo(Targets.NONE);
    }
  }

  @Test
  void aNameThatIsNotThereHasNoTargetsAndAFailureIsOne() throws Exception {
    try (DnsServer server = new DnsServer(records(), 0)) {
      assertThat(read(server, "no.example", "A")).isEqualTo(Targets.NONE);
    }
    try (DnsServer server = new DnsServer(records(), 2)) {
      assertThatExceptionOfType(DiscoveryException.class)
          .isThrownBy(() -> read(server, "prom.example", "A"))
          .withMessageStartingWith("prom.example: no A records: ");
    }
  }

  @Test
  void whatIsNoNameIsNotLookedUp() throws Exception {
    try (DnsServer server = new DnsServer(records(), 0)) {
      for (String name : List.of("ldap://127.0.0.1/x", "a b", "a/b", "dns:prom")) {
        assertThatExceptionOfType(DiscoveryException.class)
            .isThrownBy(() -> read(server, name, "A"))
            .withMessage(name + " is no name in DNS");
      }
    }
  }
}
