package io.belay.client;

/** What was lost with a session, or with a line where sessions do not come back, counted. */
final class Losses {
    int inDoubt;
    int commitsInDoubt;
    int rolledBack;
    int voided;

    void transaction(ClientTransaction.Outcome outcome) {
        if (outcome == ClientTransaction.Outcome.UNKNOWN) commitsInDoubt++;
        else if (outcome != ClientTransaction.Outcome.OPEN) rolledBack++;
    }

    /** Whether nobody will ever know of something that was asked for. */
    boolean isAnythingInDoubt() {
        return inDoubt > 0 || commitsInDoubt > 0;
    }

    ClientEvent.SessionLost event(String address) {
        return new ClientEvent.SessionLost(address, inDoubt, commitsInDoubt, rolledBack, voided);
    }
}
