-- AlterTable
ALTER TABLE "Gate" ADD COLUMN     "dueAt" TIMESTAMPTZ(3);
