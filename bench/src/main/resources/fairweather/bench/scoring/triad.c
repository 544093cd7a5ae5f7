/* Memory bandwidth by a triad a[i] = b[i] + s * c[i] over doubles, counted as three arrays of eight bytes.
   usage: triad THREADS SECONDS; prints the best GB/s of all passes. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ITEMS = 16 * 1024 * 1024 };

static double *a, *b, *c;
static int threads;
static pthread_barrier_t barrier;
static double best;
static double limit;
static volatile int over;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void *work(void *number) {
    long from = (long)number * ITEMS / threads, to = ((long)number + 1) * ITEMS / threads;
    for (long i = from; i < to; i++) {
        a[i] = 0;
        b[i] = 1;
        c[i] = 2;
    }
    double begun = now();
    while (!over) {
        pthread_barrier_wait(&barrier);
        double start = now();
        for (long i = from; i < to; i++) {
            a[i] = b[i] + 3.0 * c[i];
        }
        pthread_barrier_wait(&barrier);
        if (number == 0) {
            double rate = 24.0 * ITEMS / (now() - start) * 1e-9;
            best = rate > best ? rate : best;
            over = now() - begun > limit;
        }
        pthread_barrier_wait(&barrier);
    }
    return NULL;
}

int main(int count, char **arguments) {
    threads = count > 1 ? atoi(arguments[1]) : 1;
    limit = count > 2 ? atof(arguments[2]) : 0.5;
    a = malloc(8L * ITEMS);
    b = malloc(8L * ITEMS);
    c = malloc(8L * ITEMS);
    if (threads < 1 || threads > 64 || !a || !b || !c) {
        return 1;
    }
    pthread_barrier_init(&barrier, NULL, threads);
    pthread_t others[64];
    for (long i = 1; i < threads; i++) {
        pthread_create(&others[i], NULL, work, (void *)i);
    }
    work((void *)0);
    for (int i = 1; i < threads; i++) {
        pthread_join(others[i], NULL);
    }
    printf("%.2f\n", best);
    return 0;
}
