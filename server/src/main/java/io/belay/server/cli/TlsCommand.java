package io.belay.server.cli;

import io.belay.admin.text.BadSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code belay tls}: certificates for trying out. */
@Command(
        name = "tls",
        description = "Makes certificates for trying out.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class TlsCommand {
    @Spec
    private CommandSpec spec;

    private TlsCommand() {}

    @Command(
            name = "dev",
            description = {
                "Makes an authority of your own and a certificate of this machine, for 90 days, and says what to write.",
                "The key of the authority is thrown away: nobody can make more certificates that your programs trust."
            },
            mixinStandardHelpOptions = true)
    int dev(
            @Option(
                            names = "--dir",
                            paramLabel = "DIR",
                            defaultValue = "belay-tls",
                            description = "Where the files go (default: ${DEFAULT-VALUE}).")
                    Path directory,
            @Option(
                            names = "--host",
                            paramLabel = "NAME",
                            description = "Another name or address of this machine; several times for several.")
                    @Nullable
                    List<String> hosts)
            throws IOException, InterruptedException, BadSettingException {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", "::1"));
        if (hosts != null) names.addAll(hosts);
        DevCertificates made = DevCertificates.make(directory, names);
        spec.commandLine().getOut().print("""
                made %1$s, %2$s and %3$s, for %4$s

                write to belay.yaml:
                  tls:
                    certificate: %2$s
                    key: %3$s

                let your programs trust %1$s, for example:
                  mosquitto_sub -p 8883 --cafile %1$s -t '#'
                """.formatted(
                        made.authority(), made.certificate(), made.key(), String.join(", ", names)));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
