package io.belay.sim;

import java.util.List;

/**
 * What happens to a world: who lives in it, and what is done to them when.
 *
 * @param seed from which it was drawn, and which gives the world its luck
 * @param clients who lives in it and speaks MQTT
 * @param amqpClients who speaks AMQP; in actions they come after the others
 * @param programs who uses the real client; in actions they come last
 * @param setup of the server
 * @param steps in the order of time
 * @param lengthUs from when on nothing more is done and everybody behaves
 */
public record Schedule(
        long seed,
        List<Habits> clients,
        List<AmqpHabits> amqpClients,
        List<ProgramHabits> programs,
        Host.Setup setup,
        List<Step> steps,
        long lengthUs) {
    /** Without programs. */
    Schedule(
            long seed,
            List<Habits> clients,
            List<AmqpHabits> amqpClients,
            Host.Setup setup,
            List<Step> steps,
            long lengthUs) {
        this(seed, clients, amqpClients, List.of(), setup, steps, lengthUs);
    }

    /**
     * One thing that is done.
     *
     * @param atUs when
     * @param action what
     */
    public record Step(long atUs, Action action) {}
}
