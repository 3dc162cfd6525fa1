package io.promontory.frontend.cli;

import io.promontory.frontend.app.StartException;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process, with data to look at. */
@Command(
    name = "demo",
    description = "Run everything in one process, with data to look at.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --prometheus it makes up services whose history grows every 15 s. The frontend",
      "reads the last hours from a pair of servers over gRPC ports on loopback, each of which",
      "missed twenty minutes, and two weeks from blocks in a folder, which are made at the first",
      "start and kept. Rules over all of it are in rules.yml of that folder.",
      "",
      "Examples:",
      "  promontory demo",
      "  promontory demo --port 9191 --prometheus http://127.0.0.1:9090"
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9090",
      description = "HTTP port on 127.0.0.1; default: ${DEFAULT-VALUE}, 0 takes a free one.")
  private int port = 9090;

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description = "Read this Prometheus instead of made-up data.")
  private @Nullable URI prometheus;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where the two weeks of blocks lie; default: a folder in ~/.cache.")
  private Path data = Path.of(System.getProperty("user.home", "."), ".cache", "promontory", "demo");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call()
      throws CommandException, ConfigException, StartException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    if (port < 0 || port > 65535) {
      throw new WrongCallException("--port " + port + " is no port; choose one from 0 to 65535");
    }
    if (isTaken(port)) { // known before two weeks of the past are made
      throw new CommandException(taken());
    }
    if (prometheus == null && Files.notExists(data)) {
      out.println("Making up two weeks of the past, once; later starts go on from there.");
      out.flush();
    }
    try (Demo demo = Demo.start(port, prometheus, data)) {
      String url = demo.process().url().toString();
      out.println("Promontory is at " + url + "  (Ctrl-C stops it)");
      out.println();
      out.println("Open " + demo.firstPage());
      out.println();
      out.println("Or try:");
      for (String line : demo.examples()) {
        out.println("  " + line);
      }
      out.flush();
      RunUntilStopped.run(demo.process());
    } catch (StartException e) {
      if (e.portIsTaken()) {
        throw new CommandException(taken(), e);
      }
      throw e;
    } catch (IOException e) {
      throw new CommandException("cannot keep the archive in " + data + ": " + e, e);
    }
    return 0;
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", port));
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private String taken() {
    return "port " + port + " of 127.0.0.1 is taken; choose another one with --port";
  }
}
