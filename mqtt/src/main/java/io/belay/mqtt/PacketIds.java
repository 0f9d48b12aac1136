package io.belay.mqtt;

/**
 * The packet ids in flight in one direction and how far each has come: a number from 1 to 255, 0 for a free id. A table
 * with linear probing whose place for an id is its low bits: ids handed out in sequence never collide, and an idle line
 * pays 32 bytes.
 */
final class PacketIds {
    private static final int ROOM_MIN = 8;
    private static final int KEPT_ROOM_MAX = 256;

    private int[] slots = new int[ROOM_MIN]; // id << 8 | state; 0 is empty; at most half are used
    private int count;

    /** How many ids are not free. */
    int count() {
        return count;
    }

    int at(int id) {
        return slots[slot(id)] & 0xFF;
    }

    /** Sets the state of {@code id}; 0 frees it. */
    void put(int id, int state) {
        int slot = slot(id);
        boolean wasFree = slots[slot] == 0;
        if (state != 0) {
            slots[slot] = id << 8 | state;
            if (wasFree) added();
        } else if (!wasFree) {
            close(slot);
            removed();
        }
    }

    /** Where {@code id} is, or the empty slot where it would be. */
    private int slot(int id) {
        int mask = slots.length - 1;
        int slot = id & mask;
        while (slots[slot] != 0 && slots[slot] >>> 8 != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void added() {
        count++;
        if (count * 2 > slots.length) resize(slots.length * 2);
    }

    private void removed() {
        count--;
        if (count == 0 && slots.length > KEPT_ROOM_MAX) slots = new int[ROOM_MIN];
    }

    private void resize(int room) {
        int[] old = slots;
        slots = new int[room];
        for (int entry : old) {
            if (entry != 0) slots[slot(entry >>> 8)] = entry;
        }
    }

    /** Empties a slot and moves back what had been pushed past it (Knuth, volume 3, 6.4, algorithm R). */
    private void close(int freed) {
        int mask = slots.length - 1;
        int hole = freed;
        for (int slot = hole + 1 & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int home = slots[slot] >>> 8 & mask;
            if ((slot - home & mask) < (slot - hole & mask)) continue; // It is at home between the hole and here.
            slots[hole] = slots[slot];
            hole = slot;
        }
        slots[hole] = 0;
    }
}
