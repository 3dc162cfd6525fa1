package io.promontory.frontend.cli;

import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.app.StartException;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs what a file configures. */
@Command(
    name = "server",
    description = "Run what FILE configures: the frontend, a store adapter, or both.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Ctrl-C or SIGTERM stops it once the queries under way are answered; SIGHUP reloads the file.",
      "Logs go to standard error, one JSON object a line.",
      "",
      "Example:",
      "  promontory server /etc/promontory/promontory.yml"
    })
final class ServerCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "Configuration file.")
  private Path file = Path.of("promontory.yml");

  @Override
  public Integer call() throws ConfigException, StartException, InterruptedException {
    run(file);
    return 0;
  }

  /** Returns once the server has stopped. */
  static void run(Path file) throws ConfigException, StartException, InterruptedException {
    RunUntilStopped.run(ServerProcess.start(new ConfigLoader().load(file)));
  }
}
