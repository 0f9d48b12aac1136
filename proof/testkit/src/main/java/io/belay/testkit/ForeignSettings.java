package io.belay.testkit;

import java.nio.file.Path;

/** What brokers of others are told, where that takes more than a line. */
final class ForeignSettings {
    private ForeignSettings() {}

    /** The first configuration of a Broker-J, which keeps a copy; JSON. */
    static String qpid(Path directory, int port) {
        String host = """
            {"type": "DERBY", "storePath": "%s", "nodeAutoCreationPolicies": [
             {"pattern": "q-.*", "createdOnPublish": true, "createdOnConsume": true, "nodeType": "queue",
              "attributes": {"type": "priority", "holdOnPublishEnabled": true}}]}
            """.formatted(directory.resolve("messages"));
        return """
            {"name": "peer", "modelVersion": "9.1",
             "brokerloggers": [{"name": "stdout", "type": "Console", "brokerloginclusionrules": [
               {"name": "Root", "type": "NameAndLevel", "level": "WARN", "loggerName": "ROOT"}]}],
             "authenticationproviders": [{"name": "anyone", "type": "Anonymous"}],
             "ports": [{"name": "AMQP", "port": "%d", "bindingAddress": "127.0.0.1", "protocols": ["AMQP_1_0"],
               "authenticationProvider": "anyone",
               "virtualhostaliases": [{"name": "defaultAlias", "type": "defaultAlias"}]}],
             "virtualhostnodes": [{"name": "default", "type": "DERBY", "defaultVirtualHostNode": "true",
               "storePath": "%s", "virtualHostInitialConfiguration": "%s"}]}
            """.formatted(
                port, directory.resolve("hosts"), host.replace("\n", " ").replace("\"", "\\\""));
    }

    /** Starts a RabbitMQ that keeps all that it writes in a directory; a script. */
    static String rabbitMq(Path directory, int port, int distributionPort, int epmdPort) {
        return """
            cd '%1$s' && export HOME='%1$s' RABBITMQ_NODENAME=belay-%2$d@localhost RABBITMQ_LOGS=- \\
                RABBITMQ_MNESIA_BASE='%1$s' RABBITMQ_LOG_BASE='%1$s' RABBITMQ_PID_FILE='%1$s/pid' \\
                RABBITMQ_CONFIG_FILE='%1$s/rabbitmq.conf' RABBITMQ_ENABLED_PLUGINS_FILE='%1$s/plugins' \\
                RABBITMQ_DIST_PORT=%3$d ERL_EPMD_PORT=%4$d ERL_EPMD_ADDRESS=127.0.0.1 RUNNING_UNDER_SYSTEMD=true
            setpriv --pdeathsig KILL epmd -port %4$d &
            exec /usr/lib/rabbitmq/bin/rabbitmq-server
            """.formatted(directory, port, distributionPort, epmdPort);
    }
}
