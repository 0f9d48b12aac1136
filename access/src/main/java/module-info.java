/** Users, roles and permissions: who there is, and who may do what. */
module io.belay.access {
    requires io.belay.base;
    requires transitive io.belay.amqp;
    requires static org.jspecify;

    exports io.belay.access;
}
