package io.promontory.it.bench.federation;

import io.promontory.adapter.testing.Commands;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.bench.data.DataSet;
import io.promontory.it.bench.data.ServedBlock;
import io.promontory.it.bench.race.Contender;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.RunningCommand;
import io.promontory.it.fixture.ThanosProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus servers, and those who make one of several. */
final class Fleet implements AutoCloseable {
  /** One server of the fleet; its label tells it from the others. */
  record Member(Path data, PrometheusProcess process, String label, String value) {
    String address() {
      return process.uri().getAuthority();
    }
  }

  private final Path root;
  private final Path work;
  private final Binary binary;
  private final List<AutoCloseable> processes = new ArrayList<>();

  Fleet() throws IOException {
    root = Path.of(System.getProperty("promontory.root", "."));
    work = Files.createDirectories(root.resolve("target/bench"));
    binary = Binary.ORACLE.isPresent() ? Binary.ORACLE : Binary.INSTALLED;
    System.out.println("prometheus is " + binary);
  }

  /** A Prometheus with a data set, and an external label, which Thanos cannot do without. */
  Member prometheus(DataSet data, String label, String value) throws IOException {
    Path folder = ServedBlock.of(data, work).prometheusData();
    String config = "global: {external_labels: {%s: \"%s\"}}\n".formatted(label, value);
    return new Member(
        folder,
        opened(PrometheusProcess.start(binary, config, folder, "--query.timeout=2m")),
        label,
        value);
  }

  Contender contender(String name, Member member) {
    return new Contender(
        name, new ApiClient(member.process().uri().toString()), member.process().process().pid());
  }

  /**
   * Our server over the members.
   *
   * @param more keys of each store
   * @param heap as {@code -Xmx} has it
   */
  Contender promontory(List<Member> members, String more, String heap) {
    StringBuilder stores = new StringBuilder("stores:\n");
    for (Member member : members) {
      stores
          .append("  - {name: \"%s\", type: prometheus, ".formatted(member.value()))
          .append("url: \"%s\"%s}\n".formatted(member.process().uri(), more));
    }
    PromontoryProcess process =
        opened(
            PromontoryProcess.installed(
                root.resolve("target/promontory"), work, stores.toString(), "-Xmx" + heap));
    return new Contender(Contender.PROMONTORY, process.client(), process.process().pid());
  }

  static boolean hasPromxy() {
    return has("promxy");
  }

  static boolean hasThanos() {
    return has("thanos");
  }

  private static boolean has(String command) {
    boolean present = Commands.find(command) != null;
    if (!present) {
      System.out.println("no " + command + " on the PATH: measured without");
    }
    return present;
  }

  /**
   * promxy over the members.
   *
   * @param together whether they are replicas, and not shards
   */
  Contender promxy(List<Member> members, boolean together) throws IOException {
    StringBuilder config = new StringBuilder("promxy:\n  server_groups:\n");
    if (together) {
      String targets = String.join("\", \"", members.stream().map(Member::address).toList());
      config.append("    - static_configs: [{targets: [\"%s\"]}]\n".formatted(targets));
    } else {
      for (Member member : members) {
        config
            .append("    - static_configs: [{targets: [\"%s\"]}]\n".formatted(member.address()))
            .append("      labels: {%s: \"%s\"}\n".formatted(member.label(), member.value()));
      }
    }
    Path file = Files.writeString(work.resolve("promxy.yml"), config);
    String address = "127.0.0.1:" + PromontoryProcess.freePort();
    RunningCommand process =
        opened(
            RunningCommand.start(
                List.of(
                    Commands.require("promxy", "promxy"),
                    "--config=" + file,
                    "--bind-addr=" + address,
                    "--query.timeout=2m"),
                work,
                work.resolve("promxy.log"),
                address));
    return new Contender("promxy", process.client(), process.process().pid());
  }

  /** Thanos' querier over the members, with a sidecar each. */
  Contender thanos(List<Member> members, String replicaLabel) {
    List<String> flags = new ArrayList<>();
    flags.add("--query.replica-label=" + replicaLabel);
    for (Member member : members) {
      ThanosProcess sidecar =
          opened(
              ThanosProcess.start(
                  work,
                  "sidecar",
                  "--prometheus.url=" + member.process().uri(),
                  "--tsdb.path=" + member.data().toAbsolutePath()));
      flags.add("--endpoint-strict=" + sidecar.grpcAddress());
    }
    ThanosProcess querier =
        opened(ThanosProcess.start(work, "query", flags.toArray(String[]::new)));
    return new Contender("thanos", querier.client(), querier.pid());
  }

  private <T extends AutoCloseable> T opened(T process) {
    processes.addFirst(process);
    return process;
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable process : processes) {
      process.close();
    }
  }
}
